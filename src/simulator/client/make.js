// Runs in the browser. People's texts are only ever set as text, never as markup.

/** Makes an element with a class and a text. */
export function make(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** A button that does something and sends no form. */
export function makeButton(className, text, onPress) {
  const made = make("button", className, text);
  made.type = "button";
  made.addEventListener("click", () => onPress(made));
  return made;
}

/** Sets a text only where it is another: what is set anew would be read out anew. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Puts values where a text has slots. */
export function fill(text, ...values) {
  return values.reduce((filled, value) => filled.replace("%s", value), text);
}

/** The words of the page and of each phone, as the server wrote them. */
export const words = JSON.parse(document.getElementById("words").textContent);
