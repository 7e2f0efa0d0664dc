namespace Foray.Plugins.Tests.Lifecycle;

/// <summary>Something that is done to one of two plugins.</summary>
internal readonly record struct HostStep(HostOperation Operation, int Plugin);
