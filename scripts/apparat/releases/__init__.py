"""Releases: what every identifier said at a release, the ledger of identifiers, frozen copies, addresses that outlive every edit."""
