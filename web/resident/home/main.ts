import { begin } from "../parts/begin";
import HomeApp from "./HomeApp.svelte";

begin(HomeApp);
