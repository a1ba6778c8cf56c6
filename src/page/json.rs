//! The JSON shape of a page, version 1: the published contract.
