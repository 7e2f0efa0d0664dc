namespace Foray.Stations.Programs.HandOff;

/// <summary>What a station asks another one about a program.</summary>
internal enum HandOffRequestKind
{
    /// <summary>Take it, and give a receipt.</summary>
    Offer,

    /// <summary>The ledger names you: start it.</summary>
    Start,

    /// <summary>Do you still keep the incarnation that you offered?</summary>
    Holds,
}
