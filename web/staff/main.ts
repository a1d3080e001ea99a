import { mount } from "svelte";
import "../lib/style/apps.css";
import "./staff.css";
import App from "./App.svelte";

const target = document.getElementById("app");
if (!target) throw new Error("the page has no place for the app");
mount(App, { target });
