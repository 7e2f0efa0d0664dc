namespace Foray.Runners.Tap;

/// <summary>What stands behind <c>#</c> on a line of TAP.</summary>
internal enum TapDirective
{
    /// <summary>Nothing that TAP knows.</summary>
    None,

    /// <summary><c># SKIP</c>: it was not run.</summary>
    Skip,

    /// <summary><c># TODO</c>: it is expected to fail.</summary>
    Todo,
}
