import Foundation
import SimpleFeatures
import TestSupport
import Testing
import VectorTile

@testable import GeoStore

@Suite struct OverviewFileTests {
}
