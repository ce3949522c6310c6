import { defaultKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { Annotation, EditorState } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { type RefObject, useEffect, useImperativeHandle, useRef } from 'react'
import type { ConfigFile, ConfigIssue } from '../../../shared/config.ts'

export interface RawEditorHandle {
  /** Moves the cursor to a line (from 1) and shows it. */
  goToLine: (line: number) => void
}

interface RawEditorProps {
  file: ConfigFile
  text: string
  issues: readonly ConfigIssue[]
  handle: RefObject<RawEditorHandle | null>
  onChange: (text: string) => void
  onUndo: () => void
  onRedo: () => void
}

/** Marks a change that came from outside, so that it is not reported back as typing. */
const fromOutside = Annotation.define<boolean>()

const colors = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent-strong)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--ok)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warn)' },
  { tag: tags.comment, color: 'var(--text-3)', fontStyle: 'italic' },
])

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--bg)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', fontSize: '12px', lineHeight: '20px' },
  '.cm-content': { caretColor: 'var(--text)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--text-3)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--panel)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', border: '1px solid var(--line-strong)', color: 'var(--text)' },
  '.cm-diagnostic': { fontFamily: 'var(--font-ui)', fontSize: '12px' },
})

/**
 * The file as text, with each issue marked at its line. It lives in a shadow root, because there the editor's styles go into an
 * adopted style sheet, which the content policy allows. Undo is the draft's, so that form and text share one history.
 */
export function RawEditor({ file, text, issues, handle, onChange, onUndo, onRedo }: RawEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const callbacks = useRef({ onChange, onUndo, onRedo })
  callbacks.current = { onChange, onUndo, onRedo }
  const firstText = useRef(text)

  useEffect(() => {
    if (!host.current) return
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' })
    const run = (name: 'onUndo' | 'onRedo') => () => {
      callbacks.current[name]()
      return true
    }
    const editor = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: firstText.current,
        extensions: [
          lineNumbers(),
          drawSelection(),
          highlightActiveLine(),
          indentOnInput(),
          bracketMatching(),
          lintGutter(),
          file === 'config.yaml' ? yaml() : json(),
          syntaxHighlighting(colors),
          look,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': `Text of ${file}`, spellcheck: 'false' }),
          keymap.of([
            { key: 'Mod-z', run: run('onUndo'), preventDefault: true },
            { key: 'Mod-y', run: run('onRedo'), preventDefault: true },
            { key: 'Mod-Shift-z', run: run('onRedo'), preventDefault: true },
            // Tab is left alone: it moves on to the next control, as everywhere else in the app.
            ...defaultKeymap,
          ]),
          EditorView.updateListener.of((update) => {
            const typed = update.transactions.some((change) => change.docChanged && !change.annotation(fromOutside))
            if (typed) callbacks.current.onChange(update.state.doc.toString())
          }),
        ],
      }),
    })
    view.current = editor
    return () => {
      view.current = null
      firstText.current = editor.state.doc.toString()
      editor.destroy()
    }
  }, [file])

  useEffect(() => {
    const editor = view.current
    if (editor) takeText(editor, text)
  }, [text])
  useEffect(() => {
    const editor = view.current
    if (editor) editor.dispatch(setDiagnostics(editor.state, diagnosticsOf(editor.state, issues)))
  }, [issues])

  useImperativeHandle(handle, () => ({
    goToLine: (line) => {
      const editor = view.current
      if (!editor) return
      const at = editor.state.doc.line(Math.min(Math.max(1, line), editor.state.doc.lines))
      editor.dispatch({ selection: { anchor: at.from }, effects: EditorView.scrollIntoView(at.from, { y: 'center' }) })
      editor.focus()
    },
  }))
  return <div ref={host} className="raw-editor" />
}

/** Replaces only what differs, so that the cursor stays where it is. */
function takeText(editor: EditorView, text: string): void {
  const now = editor.state.doc.toString()
  if (now === text) return
  let start = 0
  while (start < now.length && start < text.length && now[start] === text[start]) start += 1
  let end = 0
  const most = Math.min(now.length, text.length) - start
  while (end < most && now[now.length - 1 - end] === text[text.length - 1 - end]) end += 1
  editor.dispatch({
    changes: { from: start, to: now.length - end, insert: text.slice(start, text.length - end) },
    annotations: fromOutside.of(true),
  })
}

function diagnosticsOf(state: EditorState, issues: readonly ConfigIssue[]): Diagnostic[] {
  return issues.map((issue) => {
    const line = state.doc.line(Math.min(Math.max(1, issue.line), state.doc.lines))
    const from = issue.line === 0 ? 0 : Math.min(line.to, line.from + Math.max(0, issue.column - 1))
    const message = issue.field ? `${issue.field} ${issue.message}` : issue.message
    return { from, to: line.to, severity: issue.severity, message }
  })
}
