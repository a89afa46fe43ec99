;;; test.el --- Drives a real Emacs with editors/emacs and the real server  -*- lexical-binding: t; -*-

;; NOTEWELL=… NOTEWELL_REPOSITORY=… NOTEWELL_SCRATCH=… NOTEWELL_FEATURES=… emacs -Q --batch -l test.el

;;; Code:

(require 'cl-lib)
(require 'subr-x)
(require 'imenu)

(defconst test-server (getenv "NOTEWELL"))
(defconst test-plugin (expand-file-name "editors/emacs" (getenv "NOTEWELL_REPOSITORY")))
(defconst test-scratch (file-name-as-directory (getenv "NOTEWELL_SCRATCH")))
(defconst test-patience 30 "Seconds until something that is waited for counts as never coming.")

(dolist (folder (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa/*"))
  (add-to-list 'load-path folder))
;; From a copy, so that compiling leaves nothing in the checkout.
(defconst test-lisp (expand-file-name "lisp" test-scratch))
(copy-directory test-plugin test-lisp)
(add-to-list 'load-path test-lisp)

(defvar test-all nil)
(defvar test-seen nil)
(defvar test-unseen nil)

(defmacro test (name features &rest body)
  "Define a test of NAME, which shows FEATURES when BODY passes."
  (declare (indent 2))
  `(push (list ,name ',features (lambda () ,@body)) test-all))

(defmacro test-wait (what &rest body)
  "Wait until BODY returns something that is true, and return it; WHAT is what did not come."
  (declare (indent 1))
  `(let ((end (+ (float-time) test-patience)) seen)
     (while (not (or (setq seen (progn ,@body)) (> (float-time) end)))
       (accept-process-output nil 0.02))
     (or seen (error "Did not come: %s\n%s\n%s" ,what (buffer-string)
                     (with-current-buffer (messages-buffer) (buffer-string))))))

(defconst test-note
  (string-join '("---" "client: MRN-00412" "date: 2026-03-12" "time: 14:00-14:53" "code: 90837" "diagnosis: F33.1"
                 "place: office" "participants: client" "clinician: D. Reyes, LCSW" "plan: plan.pnote" "---" "" "## Data"
                 "- [x] sad" "" "## Plan"
                 "She will write “three small errands” on a card. Next session 2026-03-19."
                 "Two dinners this week, one before: progress toward @G1." "")
               "\n"))

(defun test-write (name text)
  "Write TEXT into the file NAME of the scratch folder; return its path."
  (let ((path (expand-file-name name test-scratch)))
    (make-directory (file-name-directory path) t)
    (let ((coding-system-for-write 'utf-8-unix)) (write-region text nil path nil 'silent))
    path))

(defun test-chart ()
  "Write a chart; return the path of its note."
  (test-write "chart/notewell.toml" "[clinician]\nname = \"D. Reyes\"\ncredentials = \"LCSW\"\n")
  (test-write "chart/plan.pnote"
              (concat "---\nkind: treatment-plan\nclient: MRN-00412\ndate: 2026-01-08\n---\n# Treatment plan\n"
                      "## G1 Takes part in family life again\n"
                      "- G1.1 Eats dinner with the family 3 times a week by 2026-06-15 (now: 0)\n"))
  (test-write "chart/2026-03-12.pnote" test-note))

(defun test-findings ()
  "The findings of this note, as Flymake has them."
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(defun test-finds (words)
  "Whether a finding of this note has WORDS."
  (cl-some (lambda (text) (string-search words text)) (test-findings)))

(defun test-on (words &optional back)
  "Put point behind WORDS, or BACK as many characters before that."
  (goto-char (point-min))
  (search-forward words)
  (backward-char (or back 0)))

(defun test-line (&optional words)
  "The line that point is in, or the one with WORDS."
  (when words (test-on words))
  (buffer-substring-no-properties (line-beginning-position) (line-end-position)))

(defmacro test-with-note (&rest body)
  "Run BODY in a note for which the server runs, with its first findings."
  `(let ((buffer (find-file-noselect (test-chart))))
     (with-current-buffer buffer
       (switch-to-buffer buffer)
       (unwind-protect
           (progn
             (notewell-start)
             (run-hooks 'post-command-hook) ; where Eglot waits to start
             (test-wait "the server" (eglot-managed-p))
             (flymake-start) ; which waits for the window to be drawn
             (test-wait "findings" (test-finds "“sad” is ticked"))
             ,@body)
         (set-buffer-modified-p nil)
         (dolist (each (buffer-list))
           (when (buffer-file-name each)
             (with-current-buffer each (set-buffer-modified-p nil))
             (kill-buffer each)))))))

(defun test-changed ()
  "Tell the server what changed, as Emacs does when it is idle."
  (eglot--signal-textDocument/didChange))

(defun test-act (title)
  "Take the code action whose title begins with TITLE."
  (let* ((actions (eglot-code-actions (point) (point)))
         (action (or (cl-find-if (lambda (each) (string-prefix-p title (plist-get each :title))) actions)
                     (error "No action “%s” among %S" title (mapcar (lambda (each) (plist-get each :title)) actions)))))
    (eglot--read-execute-code-action (list action) (eglot-current-server) (plist-get action :kind))))

(defun test-refusal (function &rest arguments)
  "What FUNCTION says when it refuses ARGUMENTS."
  (condition-case problem
      (progn (apply function arguments) (error "It was not refused"))
    (user-error (cadr problem))))

;;; The tests

(require 'notewell-mode)
(setq notewell-program test-server)

(test "a server that is not there is told of, and the note can be written" (server-missing)
  (let ((notewell-program "/nowhere/notewell"))
    (with-current-buffer (find-file-noselect (test-chart))
      (notewell-start)
      (insert "x")
      (set-buffer-modified-p nil)
      (kill-buffer)))
  (unless (string-match-p "/nowhere/notewell. can.t be run, so notes are not checked" (with-current-buffer "*Warnings*" (buffer-string)))
    (error "Not told: %s" (with-current-buffer "*Warnings*" (buffer-string)))))

(test "notes are known by their names, coloured, and an outline" (known-by-name highlighting folding)
  (dolist (name '("a.pnote" "b.note.md"))
    (with-current-buffer (find-file-noselect (test-write name test-note))
      (unless (eq major-mode 'notewell-mode) (error "%s is in %s" name major-mode))
      (goto-char (point-max))
      (insert "Asked about ‹what›. <!-- later -->\n")
      (font-lock-ensure)
      (pcase-dolist (`(,words . ,face) '(("client" . font-lock-variable-name-face) ("## Da" . font-lock-function-name-face)
                                         ("[x" . notewell-ticked) ("three small" . font-lock-string-face)
                                         ("@G" . font-lock-type-face) ("‹wh" . notewell-placeholder)
                                         ("<!-- la" . font-lock-comment-face)))
        (test-on words 1)
        (unless (memq face (ensure-list (get-text-property (point) 'face)))
          (error "“%s” has the face %S" words (get-text-property (point) 'face))))
      (unless (equal (mapcar #'car (funcall imenu-create-index-function)) '("Data" "Plan"))
        (error "The outline is %S" (funcall imenu-create-index-function)))
      (outline-minor-mode 1)
      (test-on "## Data")
      (outline-hide-subtree)
      (test-on "[x]")
      (unless (invisible-p (point)) (error "The section is not folded"))
      (set-buffer-modified-p nil)
      (kill-buffer))))

(test "without yasnippet a fix leaves blanks that can be seen" (diagnostics quick-fix)
  (require 'notewell-eglot)
  (when (featurep 'yasnippet) (error "This test is to run before yasnippet is there"))
  (test-with-note
   (test-on "[x] sad")
   (test-act "Add what you observed and")
   (test-changed)
   (unless (string-match-p "^  - Observed: ‹" (test-line "Observed")) (error "%s" (buffer-string)))
   (test-wait "the finding to go" (not (test-finds "“sad” is ticked")))
   (test-wait "a finding for the blank" (test-finds "blank")))
  (eglot-shutdown-all))

(test "the files compile without a warning, and checkdoc has nothing to say" ()
  (require 'bytecomp)
  (require 'checkdoc)
  (dolist (file (directory-files test-lisp t "\\.el\\'"))
    (let ((byte-compile-error-on-warn t))
      (unless (byte-compile-file file) (error "%s does not compile: %s" file (with-current-buffer "*Compile-Log*" (buffer-string)))))
    (with-current-buffer (find-file-noselect file)
      (let (said)
        (let ((checkdoc-create-error-function (lambda (text &rest _) (push text said) nil))
              (checkdoc-spellcheck-documentation-flag nil))
          (checkdoc-current-buffer t))
        (kill-buffer)
        (when said (error "Checkdoc on %s: %S" file said))))))

(test "with yasnippet the blanks of a fix are fields to tab through" (tab-stops)
  (require 'yasnippet)
  (add-hook 'notewell-mode-hook #'yas-minor-mode)
  (test-with-note
   (test-on "[x] sad")
   (test-act "Add what you observed and")
   (dolist (words '("her voice dropped" "she told me of the chair" "I cry in the car."))
     (unless (yas-active-snippets) (error "There is no field for “%s”" words))
     (let ((field (overlay-get yas--active-field-overlay 'yas--field)))
       (delete-region (yas--field-start field) (yas--field-end field))
       (goto-char (yas--field-start field))
       (insert words))
     (yas-next-field-or-maybe-expand))
   (test-changed)
   (let ((text (buffer-string)))
     (unless (and (string-match-p "\n  - Observed: her voice dropped when she told me of the chair\n  - Reported: .?I cry in the car\\..?\n" text)
                  (not (string-search "‹" text)))
       (error "%s" text)))
   (test-wait "both findings to go" (not (test-finds "“sad” is ticked")))))

(test "completion offers what the tick lacks, with fields" (completion completion-tab-stops)
  (test-with-note
   (test-on "[x] sad")
   (insert "\n  - ")
   (test-changed)
   (pcase-let* ((`(,begin ,end ,table . ,plist) (eglot-completion-at-point))
                (candidates (all-completions "" table)))
     (let ((observed (or (cl-find-if (lambda (each) (string-search "Observed" each)) candidates)
                         (error "Offered: %S" candidates))))
       (delete-region begin end)
       (insert observed)
       (funcall (plist-get plist :exit-function) observed 'finished)))
   (unless (yas-active-snippets) (error "No fields: %s" (buffer-string)))
   (unless (string-match-p "^  - Observed: ‹.*› when ‹.*›" (test-line)) (error "%s" (test-line)))))

(test "hover tells what counts as evidence" (hover)
  (test-with-note
   (test-on "[x] sad" 1)
   (let (told)
     (eglot-hover-eldoc-function (lambda (text &rest _) (setq told text)))
     (test-wait "a hover" told)
     (unless (string-search "observed" (downcase told)) (error "%s" told)))))

(test "the server's outline is in imenu" (outline)
  (test-with-note
   (let ((index (format "%S" (eglot-imenu))))
     (unless (and (string-search "Data" index) (string-search "Plan" index)) (error "%s" index)))))

(test "a goal leads to the plan" (definition)
  (test-with-note
   (test-on "@G1" 1)
   (call-interactively #'xref-find-definitions)
   (unless (and (equal (file-name-nondirectory (buffer-file-name)) "plan.pnote") (string-prefix-p "## G1" (test-line)))
     (error "It leads to %s: %s" (buffer-file-name) (test-line)))))

(test "a goal is renamed in the note and in the plan" (rename)
  (test-with-note
   (test-on "@G1" 1)
   ;; It asks before it changes files that are not open.
   (save-current-buffer (find-file-noselect (expand-file-name "chart/plan.pnote" test-scratch)))
   (eglot-rename "G4")
   (unless (string-suffix-p "toward @G4." (test-line "toward")) (error "%s" (buffer-string)))
   (with-current-buffer (find-file-noselect (expand-file-name "chart/plan.pnote" test-scratch))
     (test-on "## G4 Takes part"))))

(test "formatting lays the note out" (format)
  (test-with-note
   (test-on "- [x] sad")
   (delete-region (line-beginning-position) (line-end-position))
   (insert "*  [X]   sad   ")
   (test-changed)
   (eglot-format-buffer)
   (test-on "\n- [x] sad\n")))

(test "signing says what stands against it, signs with a reason, and an addendum follows" (sign addendum)
  (test-with-note
   (let ((eglot-confirm-server-initiated-edits nil))
     (unless (string-search "not signed yet" (test-refusal #'notewell-addendum)) (error "An addendum before"))
     (unless (string-search "errors stand" (test-refusal #'notewell-sign)) (error "Signed all the same"))
     (notewell-sign "the client left early")
     (test-wait "a signature" (string-match-p "signed: D. Reyes, LCSW 20.*\ndigest: sha256:[0-9a-f]+" (buffer-string)))
     (test-on "because the client left early -->")
     (test-changed)
     (notewell-addendum)
     (test-wait "an addendum" (string-match-p "## Addendum 20[-0-9]+ D. Reyes, LCSW" (buffer-string))))))

(test "the page of a rule is shown" (explain)
  (unless (member "affect-without-observation" (notewell--rules)) (error "Rules: %S" (notewell--rules)))
  (notewell-explain "affect-without-observation")
  (test-on "What satisfies it"))

(test "lsp-mode: findings, a fix with fields, completion, hover, lens" (code-lens)
  (when (eglot-current-server) (eglot-shutdown-all))
  (setq notewell-client 'lsp)
  (setq lsp-session-file (expand-file-name "lsp-session" test-scratch)
        lsp-auto-guess-root t
        lsp-restart 'ignore
        lsp-enable-suggest-server-download nil
        lsp-keep-workspace-alive nil
        lsp-lens-enable t
        lsp-diagnostics-provider :flymake
        lsp-enable-file-watchers nil)
  (require 'notewell-lsp)
  (require 'lsp-lens)
  (with-current-buffer (find-file-noselect (test-chart))
    (switch-to-buffer (current-buffer))
    (lsp-workspace-folders-add (expand-file-name "chart" test-scratch))
    (lsp)
    (test-wait "the server" (bound-and-true-p lsp-managed-mode))
    (test-wait "findings" (cl-some (lambda (each) (string-search "“sad” is ticked" (lsp:diagnostic-message each)))
                                   (apply #'append (hash-table-values (lsp-diagnostics)))))
    (unless (string-search "not signed yet" (condition-case problem (notewell-addendum) (error (error-message-string problem))))
      (error "An addendum to a note that is not signed"))
    (test-on "[x] sad" 1)
    (unless (string-search "observed" (downcase (format "%S" (lsp-request "textDocument/hover" (lsp--text-document-position-params)))))
      (error "No hover"))
    (let ((action (cl-find-if (lambda (each) (string-prefix-p "Add what you observed and" (lsp:code-action-title each)))
                              (lsp-code-actions-at-point))))
      (lsp-execute-code-action action))
    (unless (yas-active-snippets) (error "No fields: %s" (buffer-string)))
    (unless (string-match-p "^  - Observed: ‹" (test-line "Observed")) (error "%s" (buffer-string)))
    (lsp-lens-refresh t)
    (test-wait "a lens" (cl-some (lambda (each) (string-search "elements documented" (format "%s%s" (overlay-get each 'before-string) (overlay-get each 'after-string))))
                                 (overlays-in (point-min) (point-max))))
    (set-buffer-modified-p nil)
    (kill-buffer)))

;;; Running them

(let ((failed 0))
  (pcase-dolist (`(,name ,features ,body) (reverse test-all))
    (condition-case problem
        (progn
          (let ((inhibit-message t)) (funcall body))
          (setq test-seen (append features test-seen))
          (princ (format "ok    %s\n" name)))
      (error
       (cl-incf failed)
       (setq test-unseen (append features test-unseen))
       (princ (format "FAIL  %s\n      %s\n" name (string-replace "\n" "\n      " (error-message-string problem)))))))
  (let ((reasons '((code-lens . "partly: with lsp-mode; Eglot shows no code lenses")
                   (inlay-hints . "missing: Eglot 1.9 asks for none; newer ones (Emacs 29) do")
                   (new-note . "missing: Eglot makes no files for a server; in an empty file completion offers whole notes")
                   (audit-view . "missing: Emacs shows no documents that a server makes")
                   (folding . "partly: `outline-minor-mode`, sections with `#` headings")))
        (seen (cl-set-difference (delete-dups test-seen) test-unseen)))
    (with-temp-file (getenv "NOTEWELL_FEATURES")
      (insert (format "version\tEmacs %s, Eglot %s\n" emacs-version
                      (replace-regexp-in-string ".*eglot-" "" (directory-file-name (file-name-directory (locate-library "eglot"))))))
      (dolist (feature seen)
        (insert (format "%s\t%s\n" feature (or (alist-get feature reasons) "seen"))))
      (pcase-dolist (`(,feature . ,reason) reasons)
        (unless (or (memq feature seen) (memq feature test-unseen)) (insert (format "%s\t%s\n" feature reason))))))
  (princ (format "Emacs %s: %d of %d passed\n" emacs-version (- (length test-all) failed) (length test-all)))
  (kill-emacs (if (zerop failed) 0 1)))

;;; test.el ends here
