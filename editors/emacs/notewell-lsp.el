;;; notewell-lsp.el --- Progress notes through lsp-mode  -*- lexical-binding: t; -*-

;; Package-Requires: ((emacs "28.1") (lsp-mode "8.0.0"))

;;; Commentary:

;; The Notewell language server for lsp-mode, which takes snippets in the
;; edits of a code action where yasnippet is installed.

;;; Code:

(require 'lsp-mode)
(require 'notewell-mode)

(add-to-list 'lsp-language-id-configuration '(notewell-mode . "progress-note"))

(lsp-register-client
 (make-lsp-client
  :new-connection (lsp-stdio-connection #'notewell-server-command)
  :activation-fn (lsp-activate-on "progress-note")
  :server-id 'notewell
  :custom-capabilities `((experimental . ((snippetTextEdit . ,(and lsp-enable-snippet
                                                                   (require 'yasnippet nil t)
                                                                   t)))))))

(defun notewell-lsp-start ()
  "Start `lsp-mode' for this note."
  (lsp-deferred))

(defun notewell-lsp-execute (command arguments)
  "Have the server carry out COMMAND with ARGUMENTS, a vector."
  (lsp-request "workspace/executeCommand" (list :command command :arguments arguments)))

(provide 'notewell-lsp)
;;; notewell-lsp.el ends here
