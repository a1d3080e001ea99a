/**
 * Signing in at the user pool. The password never leaves the browser (SRP). Tokens are kept for this tab alone, or on
 * the device when the person says that it is their own: a crew's phone must know them after a restart.
 */
import { Amplify } from "@aws-amplify/core";
import {
  confirmResetPassword,
  confirmSignIn,
  fetchAuthSession,
  fetchMFAPreference,
  resetPassword,
  setUpTOTP,
  signIn,
  signOut,
  updateMFAPreference,
  verifyTOTPSetup,
  type SignInOutput,
} from "@aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "@aws-amplify/auth/cognito";
import type { SignInConfig } from "../config";

/** What the user pool wants next. */
export type Step =
  | { kind: "done" }
  | { kind: "password" }
  | { kind: "new_password" }
  | { kind: "code" }
  | { kind: "set_up_code"; secret: string; uri: string }
  | { kind: "forgotten"; mailedTo: string };

/** The user pool said no; `name` is its own name for why. */
export class SignInRefused extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** The step is one that this app does not know, so the pool is not set up as our template does it. */
export class UnknownStep extends Error {}

/** Whether the user pool could not be asked at all. */
export const isUnreached = (fault: unknown): boolean => fault instanceof SignInRefused && fault.name === "NetworkError";

const OWN_DEVICE = "hex311.staff.own_device";
const APP = "311";

export function begin(config: SignInConfig): void {
  const endpoint = config.endpoint ? { userPoolEndpoint: config.endpoint } : {};
  const pool = { userPoolId: config.user_pool_id, userPoolClientId: config.client_id, ...endpoint };
  const known = { Cognito: pool };
  cognitoUserPoolsTokenProvider.setAuthConfig(known);
  Amplify.configure({ Auth: known }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
  keepTokens(isOwnDevice());
}

export const isOwnDevice = (): boolean => localStorage.getItem(OWN_DEVICE) === "yes";

/** Where tokens are kept from now on; before signing in. */
export function keepTokens(onDevice: boolean): void {
  if (onDevice) localStorage.setItem(OWN_DEVICE, "yes");
  else localStorage.removeItem(OWN_DEVICE);
  const store = onDevice ? localStorage : sessionStorage;
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key, value) => store.setItem(key, value),
    getItem: async (key) => store.getItem(key),
    removeItem: async (key) => store.removeItem(key),
    clear: async () => {
      for (const key of Object.keys(store)) if (key.startsWith("CognitoIdentityServiceProvider")) store.removeItem(key);
    },
  });
}

/** The subject of whoever's tokens are held, whether they still hold or not; empty where there are none. */
export function holder(): string {
  const store = isOwnDevice() ? localStorage : sessionStorage;
  const client = `CognitoIdentityServiceProvider.${Amplify.getConfig().Auth?.Cognito.userPoolClientId}`;
  const token = store.getItem(`${client}.${store.getItem(`${client}.LastAuthUser`)}.idToken`);
  if (!token) return "";
  const said = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
  return (JSON.parse(atob(said)) as { sub?: string }).sub ?? "";
}

/** The token of the API, fetched anew when it has run out; null when nobody is signed in (any longer). */
export async function token(anew = false): Promise<string | null> {
  const session = await asked(() => fetchAuthSession({ forceRefresh: anew }));
  return session.tokens?.idToken?.toString() ?? null;
}

export async function withPassword(email: string, password: string): Promise<Step> {
  const options = { authFlowType: "USER_SRP_AUTH" as const };
  return next(await asked(() => signIn({ username: email, password, options })), email);
}

/** Answer the step: a new password, or a code of the authenticator app. */
export const answer = async (text: string, email: string): Promise<Step> =>
  next(await asked(() => confirmSignIn({ challengeResponse: text })), email);

export async function forgotten(email: string): Promise<Step> {
  const { nextStep } = await asked(() => resetPassword({ username: email }));
  return { kind: "forgotten", mailedTo: nextStep.codeDeliveryDetails?.destination ?? email };
}

export const renew = (email: string, code: string, password: string): Promise<void> =>
  asked(() => confirmResetPassword({ username: email, confirmationCode: code, newPassword: password }));

export const leave = (everywhere: boolean): Promise<void> => asked(() => signOut({ global: everywhere }));

export const usesCodes = async (): Promise<boolean> => (await asked(() => fetchMFAPreference())).enabled?.includes("TOTP") ?? false;

/** Begin to use an authenticator app; what it must be told. */
export async function offerCodes(email: string): Promise<{ secret: string; uri: string }> {
  const details = await asked(() => setUpTOTP());
  return { secret: details.sharedSecret, uri: details.getSetupUri(APP, email).toString() };
}

/** The first code of the app proves that it knows the secret; from then on it is asked for. */
export async function confirmCodes(code: string): Promise<void> {
  await asked(() => verifyTOTPSetup({ code }));
  await asked(() => updateMFAPreference({ totp: "PREFERRED" }));
}

export const stopCodes = (): Promise<void> => asked(() => updateMFAPreference({ totp: "DISABLED" }));

function next({ nextStep }: SignInOutput, email: string): Step {
  switch (nextStep.signInStep) {
    case "DONE":
      return { kind: "done" };
    case "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED":
      return { kind: "new_password" };
    case "CONFIRM_SIGN_IN_WITH_TOTP_CODE":
      return { kind: "code" };
    case "CONTINUE_SIGN_IN_WITH_TOTP_SETUP": {
      const { sharedSecret, getSetupUri } = nextStep.totpSetupDetails;
      return { kind: "set_up_code", secret: sharedSecret, uri: getSetupUri(APP, email).toString() };
    }
    case "RESET_PASSWORD":
      return { kind: "forgotten", mailedTo: email };
    default:
      throw new UnknownStep(nextStep.signInStep);
  }
}

async function asked<Found>(what: () => Promise<Found>): Promise<Found> {
  try {
    return await what();
  } catch (fault) {
    if (fault instanceof Error) throw new SignInRefused(fault.name, fault.message);
    throw fault;
  }
}
