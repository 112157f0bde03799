"""What stands on a tensor for the methods that are left out, and for those whose file has not been loaded."""

from .op_names import METHODS

LEFT_OUT = """
    H addbmm addbmm_ addr addr_ adjoint aminmax angle apply_ argwhere as_strided as_strided_ as_strided_scatter
    as_subclass bfloat16 bincount cauchy_ ccol_indices cdouble cfloat chalf cholesky cholesky_inverse cholesky_solve
    coalesce col_indices conj conj_physical conj_physical_ const_data_ptr copysign copysign_ corrcoef cov cross
    crow_indices deg2rad deg2rad_ dense_dim dequantize diagflat diagonal_scatter diff digamma digamma_ dim_order
    dist dsplit eig erfinv erfinv_ fill_diagonal_ fliplr flipud float_power float_power_ fmax fmin frexp gcd gcd_
    geometric_ geqrf get_device grad_dtype hash_tensor heaviside heaviside_ histc histogram hsplit i0 i0_
    igamma igamma_ igammac igammac_ imag index index_copy index_copy_ index_fill index_fill_ index_reduce
    index_reduce_ indices inner int_repr ipu is_coalesced is_complex is_conj is_cpu is_distributed is_ipu is_maia
    is_meta is_mkldnn is_mps is_mtia is_neg is_nested is_nonzero is_pinned is_quantized is_same_size is_set_to
    is_shared is_signed is_sparse is_sparse_csr is_vulkan is_xla is_xpu isreal istft kron layout lcm lcm_ ldexp
    ldexp_ lgamma lgamma_ log_normal_ logaddexp2 logcumsumexp logdet logit logit_ lstsq lu lu_solve mH map2_ map_
    masked_scatter masked_scatter_ matrix_exp matrix_power mode module_load msort mtia multinomial mvlgamma
    mvlgamma_ nanmean nanmedian nanquantile nansum narrow_copy new new_empty_strided nextafter nextafter_
    nonzero_static orgqr ormqr pin_memory pinverse polygamma polygamma_ put put_ q_per_channel_axis
    q_per_channel_scales q_per_channel_zero_points q_scale q_zero_point qr qscheme rad2deg rad2deg_ real
    record_stream reinforce renorm renorm_ repeat_interleave resize resize_ resize_as resize_as_ resize_as_sparse_
    resolve_conj resolve_neg rot90 row_indices scatter_reduce scatter_reduce_ select_scatter set_ share_memory_ sinc
    sinc_ slice_inverse slice_scatter slogdet smm solve sparse_dim sparse_mask sparse_resize_
    sparse_resize_and_clear_ split_with_sizes sspaddmm stft storage storage_offset storage_type sum_to_size svd
    symeig take tensor_split to_dense to_mkldnn to_padded_tensor to_sparse to_sparse_bsc to_sparse_bsr to_sparse_coo
    to_sparse_csc to_sparse_csr triangular_solve unfold unique_consecutive unsafe_chunk unsafe_split
    unsafe_split_with_sizes untyped_storage values vdot vsplit xpu
"""


SENTENCE = "PyTorch's has; it is one of the things that the course does without."


class Absent:
    """In the place of a method or an attribute that is left out."""

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, value, cls=None):
        kind = f"type object '{cls.__name__}'" if value is None else f"'{cls.__name__}' object"
        raise AttributeError(f"{kind} has no attribute '{self.name}'. {SENTENCE}")


class Later:
    """In the place of a method or a property of Tensor until the file of operations that declares it is loaded."""

    def __init__(self, file):
        self.file = file

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, value, cls=None):
        from .ops import load
        from .tensor import Tensor

        load(self.file)
        if self.name not in vars(Tensor):  # deleted
            raise AttributeError(f"type object 'Tensor' has no attribute '{self.name}'")
        return vars(Tensor)[self.name].__get__(value, cls)

    def __set__(self, value, new):
        self.__get__(value)
        setattr(value, self.name, new)


def listed(self):
    """The names of a tensor: without those that are left out."""
    return [name for name in object.__dir__(self) if not isinstance(vars(TensorBase).get(name), Absent)]


# The base of Tensor. Nothing is looked up here that Tensor has, so that what it has costs no more.
TensorBase = type(
    "TensorBase",
    (),
    {"__slots__": (), "__dir__": listed}
    | {name: Absent() for name in LEFT_OUT.split()}
    | {name: Later(file) for file, names in METHODS.items() for name in names.split()},
)
