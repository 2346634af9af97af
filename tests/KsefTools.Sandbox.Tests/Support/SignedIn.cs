namespace KsefTools.Sandbox.Tests.Support;

public sealed record SignedIn(string Reference, string Authentication, string Access, string Refresh);
