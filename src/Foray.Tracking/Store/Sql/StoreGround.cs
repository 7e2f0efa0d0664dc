namespace Foray.Tracking.Store.Sql;

/// <summary>What is found at the location of a store.</summary>
internal enum StoreGround
{
    /// <summary>Nothing: a store can be created.</summary>
    Empty,

    /// <summary>A store.</summary>
    Store,
}
