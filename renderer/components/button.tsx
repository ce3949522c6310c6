import { Button as BaseButton } from '@base-ui/react/button'
import type { ComponentProps, ReactNode } from 'react'
import { Tooltip } from './tooltip.tsx'

type ButtonVariant = 'default' | 'primary' | 'quiet' | 'danger'

export interface ButtonProps extends Omit<ComponentProps<typeof BaseButton>, 'className'> {
  variant?: ButtonVariant
  small?: boolean
  className?: string
}

/** A push button. One `primary` a view at most. */
export function Button({ variant = 'default', small = false, className = '', ...rest }: ButtonProps) {
  return <BaseButton type="button" className={classes('button', variant, small && 'small', className)} {...rest} />
}

/** Runs at the first press of a double-click only: for a button that means the opposite once it was pressed. */
export function onFirstPress(run: () => void): (event: { detail: number }) => void {
  return ({ detail }) => {
    if (detail < 2) run()
  }
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label'> {
  /** Accessible name and tooltip. */
  label: string
  icon: ReactNode
  shortcut?: string
}

/** A button that shows only an icon; its label is the tooltip and the accessible name. */
export function IconButton({ label, icon, shortcut, variant = 'quiet', className = '', ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(shortcut ? { shortcut } : {})}>
      <Button aria-label={label} variant={variant} className={classes('icon-only', className)} {...rest}>
        {icon}
      </Button>
    </Tooltip>
  )
}

/** Joins class names, leaving out what is false or empty. */
export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
