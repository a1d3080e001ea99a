import { begin } from "../parts/begin";
import App from "./App.svelte";

begin(App);
