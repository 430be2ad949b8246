"""The certificates that secure connections are checked against."""

from __future__ import annotations

import ssl
from pathlib import Path

import certifi


def load_trust() -> ssl.SSLContext:
    """Return a TLS context that trusts what this machine trusts; takes 20 to 100 ms.

    OpenSSL itself heeds the variables SSL_CERT_FILE and SSL_CERT_DIR here.
    """
    context = ssl.create_default_context()
    # The subject of a certificate names nobody for certain; no browser looks there. RFC 9525
    context.hostname_checks_common_name = False
    if not context.cert_store_stats()["x509_ca"] and not _has_folder_of_roots():
        # Python from python.org on macOS comes without any.
        context.load_verify_locations(certifi.where())
    return context


def no_trust() -> ssl.SSLContext:
    """Return a TLS context that refuses every certificate, at no cost: for connections without TLS."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _has_folder_of_roots() -> bool:
    # Roots in a folder are looked up on demand and so are not among the loaded ones.
    folder = ssl.get_default_verify_paths().capath
    return folder is not None and any(Path(folder).glob("*"))
