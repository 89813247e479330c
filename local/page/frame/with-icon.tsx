import { Icon, type IconName } from "./icon.tsx";

/** A line of a menu with its drawing. */
export function WithIcon({ icon, text }: { icon: IconName; text: string }) {
  return (
    <span class="with-icon">
      <Icon name={icon} />
      {text}
    </span>
  );
}
