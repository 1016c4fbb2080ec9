"""Trains EcgStream's models on the official TRAIN split of ECG5000 and exports them to ONNX."""
import os

# One thread a process and the same kernels on every x86-64 processor with AVX2, so that equal seeds give equal bytes.
# Set before NumPy and PyTorch load; worker processes inherit it.
for _name, _value in {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OPENBLAS_CORETYPE": "Haswell",
                      "DNNL_MAX_CPU_ISA": "AVX2", "ATEN_CPU_CAPABILITY": "avx2"}.items():
    os.environ.setdefault(_name, _value)
