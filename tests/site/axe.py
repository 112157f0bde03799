"""axe-core in a page: what somebody with a screen reader, poor sight or an unsteady hand would stumble over."""

from pathlib import Path

from tests.site.waiting import at_rest

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"

VIOLATIONS = """async ([within, rules]) => {
    // A formula is content, which axe does not know yet.
    axe.configure({rules: [{id: 'empty-table-header', selector: 'th:not([role], :has(math))'}]});
    const options = {resultTypes: ['violations'], ...(rules && {runOnly: {type: 'rule', values: rules}})};
    const {violations} = await axe.run(within ?? document, options);
    return violations.map(v => `${v.id}: ` + v.nodes.slice(0, 5).map(
        n => `${n.target.join(' ')} (${(n.failureSummary ?? '').split('\\n')[1]})`).join('; '));
}"""


def violations(page, within=None, rules=None):
    """What axe finds on a page, or in what a selector names, by all its rules or some."""
    at_rest(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(VIOLATIONS, [within, rules])
