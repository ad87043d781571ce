import { Schema, type Connection, type Model } from 'mongoose';

/** What is known of a file. Its bytes lie in chunks of their own, so that none of it is ever whole in memory. */
export interface StoredHead {
  _id: string;
  name: string;
  type: string;
  /** Written to the end. Until then there is no such file for anybody. */
  isWhole: boolean;
  size: number;
  chunks: number;
  /** Of the bytes, in hexadecimal; absent until the file is whole. */
  sha256?: string;
  createdAt: Date;
  /** When it is to be swept: a file that is kept for some time, or one whose writer has not come to the end. */
  removeAt?: Date;
}

/** `_id` is the file's id and the chunk's place from 0, as `fil_01J…/12`. */
export interface StoredChunk {
  _id: string;
  bytes: Buffer;
}

const options = { versionKey: false, strict: 'throw', strictQuery: 'throw', id: false } as const;
const required = (type: unknown) => ({ type: type as typeof String, required: true });

const headSchema = new Schema<StoredHead>(
  {
    _id: required(String),
    name: required(String),
    type: required(String),
    isWhole: { type: Boolean, required: true },
    size: { type: Number, required: true },
    chunks: { type: Number, required: true },
    sha256: String,
    createdAt: { type: Date, required: true },
    removeAt: Date,
  },
  { ...options, collection: 'files' },
);
headSchema.index({ removeAt: 1 }, { sparse: true });

const chunkSchema = new Schema<StoredChunk>(
  { _id: required(String), bytes: { type: Buffer, required: true } },
  { ...options, collection: 'filechunks' },
);

export interface FileModels {
  heads: Model<StoredHead>;
  chunks: Model<StoredChunk>;
}

export const fileModels = (connection: Connection): FileModels => ({
  heads: connection.model<StoredHead>('File', headSchema),
  chunks: connection.model<StoredChunk>('FileChunk', chunkSchema),
});
