using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.SignIn.Sessions;

/// <summary>A session as the cache keeps it.</summary>
internal sealed record CachedSession(IssuedToken Access, IssuedToken Refresh);
