"""Writes a small GGUF file with a tensor of every block type, random bits with finite scales, and what gguf-py reads from it.

    python blocks.py ../../causal-lm/src/test/resources/org/egpo/policy
"""
import json
import os
import sys
import zlib

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Q

draw = np.random.default_rng(2508)
path = os.path.join(sys.argv[1], "blocks.gguf")
writer = gguf.GGUFWriter(path, "llama")
writer.add_array("numbers", [1, 2, 3])
writer.add_array("texts", ["a", "é", "鬼"])
writer.add_float32("float", 0.1)
writer.add_bool("yes", True)
writer.add_int64("long", -(2**40))
scales = {Q.Q4_0: [0], Q.Q4_1: [0, 2], Q.Q5_0: [0], Q.Q5_1: [0, 2], Q.Q8_0: [0], Q.Q4_K: [0, 2], Q.Q5_K: [0, 2], Q.Q6_K: [208]}
for type, at in scales.items():
    numbers, size = gguf.GGML_QUANT_SIZES[type]
    blocks = draw.integers(0, 256, (3, 512 // numbers, size), dtype=np.uint8)
    for offset in at:
        blocks[:, :, offset:offset + 2] = draw.normal(0, 0.1, blocks.shape[:2]).astype("<f2").view(np.uint8).reshape(*blocks.shape[:2], 2)
    writer.add_tensor(type.name, blocks.reshape(3, -1), raw_dtype=type)
writer.add_tensor("F16", draw.normal(size=(3, 512)).astype("<f2"))
writer.add_tensor("F32", draw.normal(size=(3, 512)).astype("<f4"))
bf16 = (draw.normal(size=(3, 512)).astype("<f4").view("<u4") >> 16).astype("<u2")
writer.add_tensor("BF16", bf16.view(np.uint8).reshape(3, -1), raw_dtype=Q.BF16)
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
read = {t.name: zlib.crc32(gguf.dequantize(t.data, t.tensor_type).astype("<f4").tobytes()) for t in gguf.GGUFReader(path).tensors}
with open(os.path.join(sys.argv[1], "blocks.json"), "w") as f:
    json.dump(read, f, indent=2)
