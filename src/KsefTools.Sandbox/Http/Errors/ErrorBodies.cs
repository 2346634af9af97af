namespace KsefTools.Sandbox.Http.Errors;

/// <summary>Bodies of errors, as the contract's schemas name them.</summary>
internal sealed record ExceptionResponse(ExceptionInfo Exception);

internal sealed record ExceptionInfo(
    IReadOnlyList<ExceptionDetails> ExceptionDetailList,
    string ReferenceNumber,
    string ServiceCode,
    string ServiceCtx,
    string ServiceName,
    DateTimeOffset Timestamp
);

internal sealed record ExceptionDetails(int ExceptionCode, string ExceptionDescription, IReadOnlyList<string>? Details);

internal sealed record ProblemDetailsBody(
    string Title,
    int Status,
    string Detail,
    string Instance,
    string TraceId,
    DateTimeOffset? Timestamp
)
{
    public IReadOnlyList<ApiError>? Errors { get; init; }

    public string? ReasonCode { get; init; }

    public IReadOnlyDictionary<string, object>? Security { get; init; }
}

internal sealed record ApiError(int Code, string Description, IReadOnlyList<string>? Details);

internal sealed record TooManyRequestsResponse(StatusBody Status);

/// <summary>Schema StatusInfo.</summary>
internal sealed record StatusBody(int Code, string Description, IReadOnlyList<string>? Details);
