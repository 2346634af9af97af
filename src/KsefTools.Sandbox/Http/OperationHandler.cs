namespace KsefTools.Sandbox.Http;

internal delegate ValueTask<Reply> OperationHandler(Call call);
