import { begin } from "../parts/begin";
import ExploreApp from "./ExploreApp.svelte";

begin(ExploreApp);
