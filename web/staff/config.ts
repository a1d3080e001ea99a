/** Where this deployment's staff sign in: a file that is published beside the pages (`hex311 web publish`). */
import { Unreached, fileOf } from "../lib/api/reach";

export interface SignInConfig {
  user_pool_id: string;
  client_id: string;
  /** Where the user pool answers, when that is not AWS (the local cloud). */
  endpoint: string | null;
}

const ADDRESS = "/staff/config.json";

export async function readConfig(): Promise<SignInConfig> {
  const config = await fileOf<SignInConfig>(ADDRESS);
  if (!config) throw new Unreached(ADDRESS, 404);
  return config;
}
