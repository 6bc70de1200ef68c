"""Pictures: who held which office when, the chart of bodies, the chronology. SVG made at build time, inline in the pages."""
