"""Files of the sample snapshot; ``ORIGIN.md`` beside them says where each figure comes from."""
