import { jsonAnswer, type WireAnswer } from '../wire';

/** Thrown inside the storage API, answered as `{code, message}`. Codes are from Forge's error pages where they name one. */
export class StorageRefusal extends Error {
  override readonly name = 'StorageRefusal';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  toAnswer(): WireAnswer {
    return jsonAnswer(
      this.status,
      { code: this.code, message: this.message },
      { 'x-trace-id': 'local-host' },
    );
  }
}
