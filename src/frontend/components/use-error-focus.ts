import { useEffect, useRef, type RefObject } from 'react';

/**
 * After each refused save, by the form or by the server, the focus goes to the first field that is wrong, or to the message of what is no field: forms
 * are longer than the window, and a message out of sight is no message.
 */
export function useErrorFocus(refusals: number, serverError: unknown): RefObject<HTMLFormElement> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const isRefused = refusals > 0 || (serverError !== null && serverError !== undefined);
    if (!isRefused) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong="true"]')?.focus();
  }, [refusals, serverError]);
  return form;
}
