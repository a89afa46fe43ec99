;;; notewell-mode.el --- Clinical progress notes, checked while you write  -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: outlines, languages, tools

;;; Commentary:

;; A major mode for progress notes (*.pnote and *.note.md), and the Notewell
;; language server for it, through Eglot or lsp-mode:
;;
;;   (add-to-list 'load-path "/path/to/notewell/editors/emacs")
;;   (require 'notewell-mode)
;;   (add-hook 'notewell-mode-hook #'notewell-start)
;;
;; Where yasnippet is installed, the blanks of fixes and completions are
;; fields to tab through; else they stand in the note as ‹prompts›.
;; Nothing that you write leaves your machine.

;;; Code:

(require 'outline)

(declare-function notewell-eglot-start "notewell-eglot")
(declare-function notewell-eglot-execute "notewell-eglot")
(declare-function notewell-lsp-start "notewell-lsp")
(declare-function notewell-lsp-execute "notewell-lsp")
(defvar yas-indent-line)

(defgroup notewell nil
  "Clinical progress notes, checked while you write."
  :group 'text)

(defcustom notewell-program "notewell"
  "The Notewell program: its name, if it is on the path, or where it is."
  :type 'string)

(defcustom notewell-client 'eglot
  "The package through which Emacs speaks with the language server."
  :type '(choice (const :tag "Eglot" eglot) (const :tag "lsp-mode" lsp)))

;;; How a note looks

(defface notewell-placeholder '((t :inherit font-lock-warning-face))
  "Face for a ‹blank› that is still to be filled in.")

(defface notewell-ticked '((t :inherit font-lock-constant-face :weight bold))
  "Face for a ticked box.")

(defconst notewell--header "\\`---[ \t]*\n\\(?:.*\n\\)*?---[ \t]*$"
  "The header of a note: lines of “name: value” between two rules.")

(defun notewell--in-header-p (position)
  "Whether POSITION is in the header of the note."
  (save-excursion
    (save-match-data
      (goto-char (point-min))
      (and (looking-at notewell--header) (< position (match-end 0))))))

(defun notewell--match-field (limit)
  "Find the name of a field of the header, up to LIMIT."
  (and (re-search-forward "^\\([[:alpha:]][^:\n]*\\):" limit t)
       (or (notewell--in-header-p (match-beginning 0))
           (notewell--match-field limit))))

(defconst notewell-font-lock-keywords
  `(("<!--\\(?:.\\|\n\\)*?-->" 0 font-lock-comment-face t)
    ("<!--[ \t]*\\(notewell:[^-]*\\)" 1 font-lock-preprocessor-face t)
    (notewell--match-field 1 font-lock-variable-name-face)
    ("^\\(#+\\)[ \t]+.*$" 0 font-lock-function-name-face)
    ("^[ \t]*\\(?:[-*+][ \t]+\\)?\\([[:upper:]][[:alpha:] /]*:\\)" 1 font-lock-keyword-face)
    ("^[ \t]*\\([-*+]\\)[ \t]" 1 font-lock-builtin-face)
    ("\\(?:\\[[xX]\\]\\|[☒☑]\\)" 0 'notewell-ticked)
    ("\\(?:\\[[ \t]?\\]\\|☐\\)" 0 font-lock-constant-face)
    ("@G?[0-9]+\\(?:\\.[0-9]+\\)?" 0 font-lock-type-face)
    ("“[^”\n]*”\\|\"[^\"\n]*\"" 0 font-lock-string-face)
    ("‹[^›\n]*›" 0 'notewell-placeholder t))
  "How the parts of a note are coloured.")

(defun notewell--outline-level ()
  "The level of the heading at point: how many signs “#” it has."
  (skip-chars-forward "#"))

;;;###autoload
(define-derived-mode notewell-mode text-mode "Note"
  "Major mode for clinical progress notes.
\\<notewell-mode-map>
Sections are an outline: see `outline-minor-mode'."
  (setq-local font-lock-defaults '(notewell-font-lock-keywords t)
              font-lock-multiline t
              comment-start "<!-- "
              comment-end " -->"
              comment-start-skip "<!--[ \t]*"
              outline-regexp "#+[ \t]"
              outline-level #'notewell--outline-level
              outline-heading-end-regexp "\n"
              imenu-generic-expression '((nil "^#+[ \t]+\\(.*\\)$" 1))
              indent-tabs-mode nil
              tab-width 2
              ;; The server's snippets are indented already.
              yas-indent-line nil)
  (visual-line-mode 1))

(define-key notewell-mode-map (kbd "C-c C-s") #'notewell-sign)
(define-key notewell-mode-map (kbd "C-c C-a") #'notewell-addendum)
(define-key notewell-mode-map (kbd "C-c C-e") #'notewell-explain)

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.pnote\\'" . notewell-mode))
;;;###autoload
(add-to-list 'auto-mode-alist '("\\.note\\.md\\'" . notewell-mode))

;;; The server

(defun notewell-server-command ()
  "The command line of the language server."
  (list notewell-program "lsp" "--stdio"))

;;;###autoload
(defun notewell-start ()
  "Start the language server for this note, or say why it can't be."
  (interactive)
  (cond
   ((not (executable-find notewell-program))
    (display-warning
     'notewell
     (format-message
      "`%s' can't be run, so notes are not checked.  Say where it is in the option `notewell-program'."
      notewell-program)))
   ((eq notewell-client 'lsp)
    (require 'notewell-lsp)
    (notewell-lsp-start))
   (t
    (require 'notewell-eglot)
    (notewell-eglot-start))))

(defun notewell--execute (command &rest arguments)
  "Have the server carry out COMMAND with ARGUMENTS.
Its refusal is an error that says what would be needed."
  (if (bound-and-true-p lsp-managed-mode)
      (notewell-lsp-execute command (vconcat arguments))
    (require 'notewell-eglot)
    (notewell-eglot-execute command (vconcat arguments))))

(defun notewell--uri ()
  "The URI of the file of this buffer."
  (concat "file://" (url-hexify-string (file-truename (buffer-file-name))
                                       (cons ?/ url-unreserved-chars))))

(defun notewell-sign (&optional reason)
  "Sign the note in the name of `[clinician]' in notewell.toml.
While errors stand, it is signed only with a REASON, which it keeps; a
prefix argument asks for one."
  (interactive (list (and current-prefix-arg (read-string "Sign all the same, because: "))))
  (if (or (null reason) (string-empty-p reason))
      (notewell--execute "notewell.sign" (notewell--uri))
    (notewell--execute "notewell.sign" (notewell--uri) (list :reason reason))))

(defun notewell-addendum ()
  "Begin an addendum in a signed note."
  (interactive)
  (notewell--execute "notewell.addendum" (notewell--uri)))

(defun notewell--rules ()
  "The ids of all rules, from the program itself."
  (with-temp-buffer
    (when (eq 0 (ignore-errors
                  (call-process notewell-program nil t nil "rules" "--format" "json")))
      (goto-char (point-min))
      (mapcar (lambda (rule) (alist-get 'id rule))
              (alist-get 'rules (json-parse-buffer :object-type 'alist))))))

(defun notewell-explain (rule)
  "Show what RULE asks for, why, and who asks."
  (interactive (list (completing-read "Rule: " (notewell--rules) nil t)))
  (let ((buffer (get-buffer-create (format "*Notewell: %s*" rule))))
    (with-current-buffer buffer
      (let ((inhibit-read-only t))
        (erase-buffer)
        (call-process notewell-program nil t nil "explain" rule)
        (goto-char (point-min)))
      (view-mode 1))
    (pop-to-buffer buffer)))

(defun notewell-report (folder)
  "Open the report on the notes of FOLDER in a browser."
  (interactive "DReport on the notes of: ")
  (let ((page (make-temp-file "notewell-report-" nil ".html")))
    (with-temp-buffer
      (call-process notewell-program nil t nil "report" (expand-file-name folder) "--output" page)
      (if (> (file-attribute-size (file-attributes page)) 0)
          (browse-url-of-file page)
        (delete-file page)
        (user-error "No report: %s" (string-trim (buffer-string)))))))

(provide 'notewell-mode)
;;; notewell-mode.el ends here
