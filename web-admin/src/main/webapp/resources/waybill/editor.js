/* The editor of the configuration: line numbers, marks and jumps for problems, a draft that outlives the session. */
(function () {
    'use strict';
    var DRAFT = 'waybill.draft';
    var area = document.querySelector('.editor textarea');
    var gutter = document.querySelector('.editor .gutter');
    var form = area.form;
    var draft = document.querySelector('.draft');
    var saved = area.value;

    function lineHeight() {
        return parseFloat(getComputedStyle(area).lineHeight);
    }

    function number() {
        var count = area.value.split('\n').length;
        var rows = document.createDocumentFragment();
        for (var i = 1; i <= count; i++) {
            var row = document.createElement('div');
            row.textContent = i;
            rows.appendChild(row);
        }
        gutter.replaceChildren(rows);
        mark();
    }

    function mark() {
        document.querySelectorAll('.jump').forEach(function (jump) {
            var row = gutter.children[jump.dataset.line - 1];
            if (row && !jump.dataset.file) {
                row.className = 'bad';
                row.title = jump.parentNode.querySelector('strong').textContent;
            }
        });
        follow();
    }

    function follow() {
        gutter.scrollTop = area.scrollTop;
    }

    function jumpTo(line, column) {
        var lines = area.value.split('\n');
        var start = lines.slice(0, line - 1).reduce(function (sum, text) { return sum + text.length + 1; }, 0);
        var text = lines[line - 1] || '';
        area.focus();
        area.setSelectionRange(start + Math.min(column - 1, text.length), start + text.length);
        area.scrollTop = Math.max(0, (line - 5) * lineHeight());
        area.scrollLeft = 0;
        follow();
    }

    function offerDraft() {
        var kept = sessionStorage.getItem(DRAFT);
        if (kept === null || kept === saved || area.readOnly) {
            sessionStorage.removeItem(DRAFT);
            return;
        }
        draft.hidden = false;
        draft.querySelector('.use').addEventListener('click', function () {
            area.value = kept;
            draft.hidden = true;
            number();
        });
        draft.querySelector('.forget').addEventListener('click', function () {
            sessionStorage.removeItem(DRAFT);
            draft.hidden = true;
        });
    }

    area.addEventListener('scroll', follow);
    area.addEventListener('input', function () {
        sessionStorage.setItem(DRAFT, area.value);
        draft.hidden = true;
        number();
    });
    form.addEventListener('click', function (event) {
        var jump = event.target.closest('.jump');
        if (jump && !jump.dataset.file) {
            event.preventDefault();
            jumpTo(Number(jump.dataset.line), Number(jump.dataset.column));
        }
    });
    // an answer of the server replaces the result, a child of the form
    new MutationObserver(number).observe(form, { childList: true });
    offerDraft();
    number();
}());
