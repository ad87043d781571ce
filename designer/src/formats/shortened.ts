/** Takes the middle out of a long identifier; its ends tell it apart: "pay_01JDC…7Q2A". */
export const shortened = (id: string, head = 9, tail = 4): string =>
  id.length > head + tail + 2 ? `${id.slice(0, head)}…${id.slice(-tail)}` : id;
