"""The settings that files are judged with: read from config files, checked, and folded into one for each file."""

from speclint.config.chain import Chain
from speclint.config.configs import Configs
from speclint.config.settings import AUTO, Settings

__all__ = ["AUTO", "Chain", "Configs", "Settings"]
