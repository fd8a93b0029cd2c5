"""Says that the wheel holds programs. For which Linux they are, auditwheel says then."""

import sysconfig

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Build(BuildHookInterface):
    def initialize(self, version, build_data):
        platform = sysconfig.get_platform().replace("-", "_")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
