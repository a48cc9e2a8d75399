import { KeyRound } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type FormEvent, useState } from 'react';
import { logIn } from '../lib/access.ts';
import { ApiError, errorFromBody } from '../lib/api-error.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { ErrorLine } from '../ui/states.tsx';
import styles from './login.module.css';

/** Asks for the token where the router wants one. It lies over the page, which goes on where it was. */
export function Login() {
  const [token, setToken] = useState('');
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const response = await fetch('/api/v1/config/versions', { headers: { authorization: `Bearer ${token.trim()}` } });
      if (response.status === 401) throw errorFromBody(401, await response.json().catch(() => null));
      logIn(token.trim());
    } catch (cause) {
      setError(cause instanceof ApiError ? cause : new ApiError(0, 'no_connection', 'the router does not answer'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog.Root open>
      <Dialog.Portal>
        <Dialog.Content className={styles.login} aria-describedby={undefined}>
          <form className={styles.form} onSubmit={submit}>
            <span className={styles.icon}>
              <KeyRound size={22} aria-hidden />
            </span>
            <Dialog.Title asChild>
              <h1>Log in to Signalbox</h1>
            </Dialog.Title>
            <p className={styles.words}>
              From another machine the dashboard needs a token. Who may change things has <code>SIGNALBOX_TOKEN</code>,
              or the file <code>management-token</code> in the router’s data folder; who only looks,{' '}
              <code>SIGNALBOX_VIEWER_TOKEN</code>.
            </p>
            <Field label="Token">
              {(ids) => (
                <TextInput
                  {...ids}
                  type="password"
                  autoComplete="current-password"
                  value={token}
                  onChange={(event) => setToken(event.target.value)}
                  required
                />
              )}
            </Field>
            {error === undefined ? null : <ErrorLine error={error} />}
            <Button type="submit" look="primary" isBusy={isBusy} disabled={token.trim() === ''}>
              Log in
            </Button>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
