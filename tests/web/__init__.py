"""The site as a program: settings, headers, and what stands around its pages."""
