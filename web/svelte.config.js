/** The compiler's settings, for Vite and svelte-check alike. Its accessibility warnings are faults. */
export default { compilerOptions: { runes: true } };
