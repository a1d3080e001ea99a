/** The user pool's no in words. It tells nobody which addresses there are, and neither do we. */
import { Unreached } from "../../lib/api/reach";
import type { Key } from "../words";
import { SignInRefused } from "./auth";

const WORDS: Record<string, Key> = {
  NotAuthorizedException: "sign_in.wrong",
  UserNotFoundException: "sign_in.wrong",
  CodeMismatchException: "sign_in.wrong_code",
  EnableSoftwareTokenMFAException: "sign_in.wrong_code",
  ExpiredCodeException: "sign_in.old_code",
  InvalidPasswordException: "sign_in.weak",
  PasswordHistoryPolicyViolationException: "sign_in.weak",
  LimitExceededException: "sign_in.too_often",
  TooManyRequestsException: "sign_in.too_often",
  TooManyFailedAttemptsException: "sign_in.too_often",
  NetworkError: "error.unreached",
};

export function wordsOf(fault: unknown): Key {
  if (fault instanceof SignInRefused) return WORDS[fault.name] ?? "sign_in.failed";
  return fault instanceof Unreached ? "error.unreached" : "sign_in.failed";
}
