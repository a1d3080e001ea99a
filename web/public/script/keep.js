/**
 * What the browser keeps for us. A browser that refuses storage (some private windows do) costs the draft when the
 * page is left, nothing else, so a refusal falls back to the page's own memory.
 */
const memory = new Map();

export const thisDevice = keeper(() => window.localStorage);

function keeper(open) {
  function attempt(action, otherwise) {
    try {
      return action(open());
    } catch {
      return otherwise();
    }
  }
  return {
    read: (name) => attempt((store) => store.getItem(name), () => null) ?? memory.get(name) ?? null,
    write(name, text) {
      memory.set(name, text);
      attempt((store) => store.setItem(name, text), () => undefined);
    },
    forget(name) {
      memory.delete(name);
      attempt((store) => store.removeItem(name), () => undefined);
    },
  };
}
