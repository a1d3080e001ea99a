/** Staff as the tests need them: the demo's logins, people who were just invited, codes of an authenticator app. */
import { createHmac } from "node:crypto";
import { CLOUD, DOOR, api } from "./city.mjs";

/** Of the demo city, on the local cloud only. */
export const PASSWORD = "Rivermark-311";

/** Ask the user pool as its administrator does. */
export async function userPool(action, body) {
  const { user_pool_id: pool } = await api("/staff/config.json");
  const answer = await fetch(CLOUD, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": `AWSCognitoIdentityProviderService.${action}`,
      Authorization: "AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify({ UserPoolId: pool, ...body }),
  });
  if (!answer.ok) throw new Error(`${action}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Somebody who was invited and has a password for the first time only. */
export async function invited(role, password) {
  const email = `invited-${Date.now()}@example.org`;
  const attributes = { email, email_verified: "true", name: "New Person" };
  await userPool("AdminCreateUser", {
    Username: email,
    TemporaryPassword: password,
    MessageAction: "SUPPRESS",
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  });
  if (role) await userPool("AdminAddUserToGroup", { Username: email, GroupName: role });
  return email;
}

/** The staff API as somebody of the demo, for what a test needs to stand: `call(method, path, body)`, path after `/staff`. */
export async function staffApi(email) {
  const { client_id: ClientId } = await api("/staff/config.json");
  const answer = await fetch(CLOUD, {
    method: "POST",
    headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth" },
    body: JSON.stringify({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: email, PASSWORD } }),
  });
  const { AuthenticationResult } = await answer.json();
  const headers = { Authorization: `Bearer ${AuthenticationResult.IdToken}` };
  return (method, path, body) => api(`/api/v1/staff${path}`, { method, headers, ...(body && { body }) });
}

/** What anybody may ask the user pool. */
async function asked(action, body) {
  const { client_id: ClientId } = await api("/staff/config.json");
  const answer = await fetch(CLOUD, {
    method: "POST",
    headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": `AWSCognitoIdentityProviderService.${action}` },
    body: JSON.stringify({ ...body, ...(action === "InitiateAuth" && { ClientId }) }),
  });
  if (!answer.ok) throw new Error(`${action}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** What follows the password of somebody: their tokens, or the name of what is asked for next. */
export const afterPassword = (email, password) =>
  asked("InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: email, PASSWORD: password } });

/** Somebody with a password of their own and an authenticator app. */
export async function withCodes(role, password) {
  const email = await invited(role, `${password}-1`);
  await userPool("AdminSetUserPassword", { Username: email, Password: password, Permanent: true });
  const { AccessToken } = (await afterPassword(email, password)).AuthenticationResult;
  const { SecretCode } = await asked("AssociateSoftwareToken", { AccessToken });
  await asked("VerifySoftwareToken", { AccessToken, UserCode: codeOf(SecretCode) });
  await asked("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
  return email;
}

/** Where the app's pages are, and what they may talk to besides the door. */
export const STAFF = `${DOOR}/staff/`;
export const SIGNING_IN = { alsoFrom: [CLOUD, CLOUD.replace("127.0.0.1", "localhost")] };

/** Fill in the first form and send it by Enter. */
export async function signIn(page, email, password = PASSWORD, at = STAFF) {
  await page.goto(at);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** What an authenticator app shows now for a key (RFC 6238: SHA-1, 30 seconds, six digits). */
export function codeOf(secret, now = Date.now()) {
  let bits = "";
  for (const letter of secret.replace(/[\s=]/g, "")) bits += LETTERS.indexOf(letter).toString(2).padStart(5, "0");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const hash = createHmac("sha1", key).update(step).digest();
  const from = hash[hash.length - 1] & 15;
  return String((hash.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
