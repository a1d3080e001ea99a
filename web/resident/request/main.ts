import { begin } from "../parts/begin";
import RequestApp from "./RequestApp.svelte";

begin(RequestApp);
