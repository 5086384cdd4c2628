"""The map: an estate as one page of HTML that draws who sees what, for which journey, and where it goes.

    page       the whole page, self-contained: no library, no network
    fragment   what of it stands in a page of the console
    mermaid    the estate as text that git hosts draw

Steps: `grid` works out what each journey has to do with each element (`cell`), `flow` what one of them passes
through and where it comes to `rest`, both without drawing; `matrix`, `lanes` and `bars` draw them as SVG (`svg`);
`pages` holds the templates, `static` the style sheet and the scripts. Everything an estate says is escaped where it
becomes markup.
"""

from needline.map.mermaid import mermaid
from needline.map.page import FLOWS, fragment, page
from needline.map.svg import Drawing

__all__ = ["FLOWS", "Drawing", "fragment", "mermaid", "page"]
