;;; notewell-eglot.el --- Progress notes through Eglot  -*- lexical-binding: t; -*-

;; Package-Requires: ((emacs "28.1") (eglot "1.9"))

;;; Commentary:

;; The Notewell language server for Eglot.  Eglot takes no snippets in the
;; edits of a code action, so the server is asked to send them by a command,
;; which is carried out here with yasnippet.

;;; Code:

(require 'eglot)
(require 'notewell-mode)

(declare-function yas-expand-snippet "yasnippet")
(declare-function yas-minor-mode "yasnippet")
(defvar yas-indent-line)
(declare-function eglot-execute "eglot")
(declare-function eglot-range-region "eglot")
(declare-function eglot--range-region "eglot")

(defclass notewell-eglot-server (eglot-lsp-server) ()
  :documentation "The Notewell language server.")

(cl-defmethod eglot-initialization-options ((_server notewell-eglot-server))
  "Ask for fixes as snippets where something can expand them."
  (if (fboundp 'yas-minor-mode)
      '(:snippetCommand "notewell.insertSnippet")
    eglot--{}))

(defun notewell-eglot--region (range)
  "The region of RANGE, by whichever name this Eglot has for that."
  (if (fboundp 'eglot-range-region) (eglot-range-region range) (eglot--range-region range)))

(defun notewell-eglot--insert (arguments)
  "Replace a range of a note by a snippet and start on its first blank.
ARGUMENTS: the note's URI, the range, the snippet, and the version of the
note that they are for."
  (pcase-let ((`(,_uri ,range ,snippet ,version) (append arguments nil)))
    (unless (equal version (plist-get (eglot--VersionedTextDocumentIdentifier) :version))
      (user-error "The note has changed since this fix was offered; ask for it again"))
    (unless (bound-and-true-p yas-minor-mode) (yas-minor-mode 1))
    (pcase-let ((`(,begin . ,end) (notewell-eglot--region range))
                (yas-indent-line nil))
      (goto-char begin)
      (delete-region begin end)
      (let ((indentation (buffer-substring-no-properties
                          (line-beginning-position)
                          (save-excursion (back-to-indentation) (min (point) begin)))))
        ;; Yasnippet would run what stands in backquotes.
        (yas-expand-snippet
         (string-replace "\n" (concat "\n" indentation)
                         (string-replace "`" "\\`" snippet)))))))

;; How Eglot up to 1.13 hands commands over, and how newer ones do.
(cl-defmethod eglot-execute-command
  ((_server notewell-eglot-server) (_command (eql 'notewell.insertSnippet)) arguments)
  "Insert a snippet, with ARGUMENTS."
  (notewell-eglot--insert arguments))

(when (fboundp 'eglot-execute)
  (cl-defmethod eglot-execute ((_server notewell-eglot-server) action)
    "Carry out ACTION; a snippet is inserted here."
    (if (equal (plist-get action :command) "notewell.insertSnippet")
        (notewell-eglot--insert (plist-get action :arguments))
      (cl-call-next-method))))

(add-to-list 'eglot-server-programs
             '(notewell-mode . (lambda (&rest _)
                                 (cons 'notewell-eglot-server (notewell-server-command)))))

;; The language id of notes.
(put 'notewell-mode 'eglot-language-id "progress-note")

(defun notewell-eglot-start ()
  "Start Eglot for this note."
  (eglot-ensure))

(defun notewell-eglot-execute (command arguments)
  "Have the server carry out COMMAND with ARGUMENTS, a vector."
  (let ((server (or (eglot-current-server)
                    (user-error "The server does not run for this note"))))
    (condition-case problem
        (jsonrpc-request server :workspace/executeCommand
                         (list :command command :arguments arguments))
      (jsonrpc-error
       (user-error "%s" (alist-get 'jsonrpc-error-message (cdr problem)))))))

(provide 'notewell-eglot)
;;; notewell-eglot.el ends here
