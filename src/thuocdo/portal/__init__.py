"""The portal: the same library on a server, for a province's officials."""
