import { Schema } from 'mongoose';

/** Who made something; nobody for the hub itself. */
export interface Maker {
  type: 'operator' | 'api_key';
  id: string;
  name: string;
}

export const options = { versionKey: false, strict: 'throw', id: false } as const;
export const text = { type: String, required: true } as const;
export const time = { type: Date, required: true } as const;
export const timeOrNever = { type: Date, default: null } as const;

export const textOrNone = { type: String, default: null } as const;
export const untold = { type: [Schema.Types.Mixed], default: undefined };
export const number = { type: Number, required: true } as const;
export const maker = {
  type: new Schema<Maker>({ type: text, id: text, name: text }, { _id: false, id: false }),
  default: null,
};
