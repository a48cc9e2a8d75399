import { Copy } from 'lucide-react';
import { Button } from './button.tsx';
import { notify } from './toast.tsx';
import { Tooltip } from './tooltip.tsx';

/** Puts a text into the clipboard, and says whether that worked. */
export function CopyButton({ label, text }: { readonly label: string; readonly text: string }) {
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => notify('Copied'),
      () => notify('The browser does not let this page copy', 'bad'),
    );
  return (
    <Tooltip label={label}>
      <Button look="quiet" size="small" icon={<Copy size={14} aria-hidden />} aria-label={label} onClick={copy} />
    </Tooltip>
  );
}
