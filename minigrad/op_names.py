# Written by tools/stubs.py. Do not edit.
"""The names that each file of operations puts on Tensor and into minigrad, but for files always loaded."""

METHODS = {
    "added_products": "addmm addmm_ addmv addmv_ baddbmm baddbmm_",
    "casting": "bool byte char cpu cuda double float half int long short to type type_as",
    "choosing": """
        clamp clamp_ clamp_max clamp_max_ clamp_min clamp_min_ clip clip_ masked_fill masked_fill_ maximum minimum
        nan_to_num nan_to_num_ relu relu_ where
    """,
    "comparison": """
        __and__ __eq__ __ge__ __gt__ __iand__ __ilshift__ __invert__ __ior__ __irshift__ __ixor__ __le__ __lshift__
        __lt__ __ne__ __or__ __rand__ __rlshift__ __ror__ __rrshift__ __rshift__ __rxor__ __xor__ allclose bitwise_and
        bitwise_and_ bitwise_left_shift bitwise_left_shift_ bitwise_not bitwise_not_ bitwise_or bitwise_or_
        bitwise_right_shift bitwise_right_shift_ bitwise_xor bitwise_xor_ eq eq_ equal ge ge_ greater greater_
        greater_equal greater_equal_ gt gt_ isclose isfinite isinf isnan isneginf isposinf le le_ less less_ less_equal
        less_equal_ logical_and logical_and_ logical_not logical_not_ logical_or logical_or_ logical_xor logical_xor_ lt
        lt_ ne ne_ not_equal not_equal_ signbit
    """,
    "cumulative": "cumprod cumprod_ cumsum cumsum_ log_softmax softmax",
    "diagonals": "diag diag_embed diagonal trace tril tril_ triu triu_",
    "extremes": "amax amin argmax argmin cummax cummin max min",
    "filling": "copy_ fill_ zero_",
    "gathering": """
        gather index_add index_add_ index_select narrow scatter scatter_ scatter_add scatter_add_ select take_along_dim
    """,
    "in_place_views": "squeeze_ swapaxes_ swapdims_ t_ transpose_ unsqueeze_",
    "indexing": "__delitem__ __getitem__ __setitem__ index_put index_put_",
    "inverse": "det inverse",
    "linalg": "__matmul__ bmm dot ger matmul mm mv outer",
    "masking": "masked_select nonzero",
    "numpy_functions": "__array_function__ __array_ufunc__",
    "ordering": "argsort kthvalue median quantile sort topk unique",
    "powers": "__ipow__ __pow__ __rpow__ pow pow_ square square_",
    "rearranging": """
        broadcast_to contiguous element_size expand_as flip is_contiguous itemsize mT moveaxis movedim nbytes ndimension
        nelement ravel repeat reshape_as roll stride tile unflatten view_as
    """,
    "rectifiers": "hardshrink prelu",
    "reduction": "all any count_nonzero mean prod sum",
    "remainders": """
        __floordiv__ __ifloordiv__ __imod__ __mod__ __rfloordiv__ __rmod__ arctan2 arctan2_ atan2 atan2_ floor_divide
        floor_divide_ fmod fmod_ hypot hypot_ logaddexp remainder remainder_ xlogy xlogy_
    """,
    "rounding": """
        __abs__ __pos__ abs abs_ absolute absolute_ ceil ceil_ fix fix_ floor floor_ frac frac_ positive round round_
        sgn sgn_ sign sign_ trunc trunc_
    """,
    "shape": """
        T _recorded_copy clone expand flatten permute reshape squeeze swapaxes swapdims t transpose unsqueeze view
    """,
    "splitting": "chunk split unbind",
    "statistics": "logsumexp norm std var",
    "transcendental": """
        acos acos_ acosh acosh_ arccos arccos_ arccosh arccosh_ arcsin arcsin_ arcsinh arcsinh_ arctan arctan_ arctanh
        arctanh_ asin asin_ asinh asinh_ atan atan_ atanh atanh_ cos cos_ cosh cosh_ erf erf_ erfc erfc_ exp exp2 exp2_
        exp_ expm1 expm1_ log log10 log10_ log1p log1p_ log2 log2_ log_ rsqrt rsqrt_ sigmoid sigmoid_ sin sin_ sinh
        sinh_ sqrt sqrt_ tan tan_ tanh tanh_
    """,
}

FUNCTIONS = {
    "added_products": "addmm addmv addmv_ baddbmm",
    "choosing": """
        clamp clamp_ clamp_max clamp_max_ clamp_min clamp_min_ clip clip_ masked_fill maximum minimum nan_to_num
        nan_to_num_ relu relu_ where
    """,
    "comparison": """
        allclose bitwise_and bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor eq equal ge
        greater greater_equal gt isclose isfinite isinf isnan isneginf isposinf le less less_equal logical_and
        logical_not logical_or logical_xor lt ne not_equal signbit
    """,
    "contraction": "einsum tensordot",
    "cumulative": "cumprod cumsum log_softmax softmax",
    "diagonals": "diag diag_embed diagonal trace tril triu",
    "extremes": "amax amin argmax argmin cummax cummin max min",
    "filling": "fill_ zero_",
    "gathering": "gather index_add index_select narrow scatter scatter_add select take_along_dim",
    "indexing": "index_put index_put_",
    "inverse": "det inverse",
    "joining": "cat concat concatenate hstack meshgrid stack vstack",
    "linalg": "bmm dot ger matmul mm mv outer",
    "masking": "masked_select nonzero",
    "ordering": "argsort kthvalue median quantile sort topk unique",
    "powers": "pow square square_",
    "rearranging": """
        broadcast_to flip is_floating_point is_tensor moveaxis movedim numel ravel roll tile unflatten
    """,
    "rectifiers": "celu celu_ hardshrink prelu rrelu rrelu_ selu selu_ threshold threshold_",
    "reduction": "all any count_nonzero mean prod sum",
    "remainders": "arctan2 atan2 floor_divide fmod hypot logaddexp remainder xlogy xlogy_",
    "rounding": """
        abs abs_ absolute ceil ceil_ fix fix_ floor floor_ frac frac_ positive round round_ sgn sign trunc trunc_
    """,
    "shape": "clone flatten permute reshape squeeze swapaxes swapdims t transpose unsqueeze",
    "splitting": "chunk split unbind",
    "statistics": "logsumexp norm std var",
    "transcendental": """
        acos acos_ acosh acosh_ arccos arccos_ arccosh arccosh_ arcsin arcsin_ arcsinh arcsinh_ arctan arctan_ arctanh
        arctanh_ asin asin_ asinh asinh_ atan atan_ atanh atanh_ cos cos_ cosh cosh_ erf erf_ erfc erfc_ exp exp2 exp2_
        exp_ expm1 expm1_ log log10 log10_ log1p log1p_ log2 log2_ log_ rsqrt rsqrt_ sigmoid sigmoid_ sin sin_ sinh
        sinh_ sqrt sqrt_ tan tan_ tanh tanh_
    """,
}
