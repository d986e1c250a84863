__version__ = "0.1.0"
HOMEPAGE = "https://github.com/speclint/speclint"
