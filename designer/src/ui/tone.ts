/** What a colour means here. */
export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger' | 'info';
