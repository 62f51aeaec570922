"""WGS 84 longitude and latitude to VN-2000 / TM-3 108°30' (EPSG:9218), with nothing but the standard library.

Datum: EPSG:6960 backwards (QĐ 05/2007/QĐ-BTNMT; EPSG states it from VN-2000 to WGS 84, coordinate frame rotation).
Both datums use the WGS 84 ellipsoid. Projection: transverse Mercator by Krüger's series (Karney 2011, eq. 7 and 35).
Against PROJ 9.1: less than 0.01 mm anywhere in Gia Lai.
"""

from math import asinh, atan2, atanh, cos, cosh, degrees, hypot, radians, sin, sinh, sqrt, tan

A = 6378137.0  # metres
F = 1 / 298.257223563
E2 = F * (2 - F)

SHIFT = (-191.90441429, -39.30318279, -111.45032835)  # metres
ROTATION = tuple(radians(seconds / 3600) for seconds in (-0.00928836, 0.01975479, -0.00427372))
SCALE = 1 + 0.252906278e-6

CENTRAL_MERIDIAN = radians(108.5)
SCALE_FACTOR = 0.9999
FALSE_EASTING = 500000.0  # metres

# .prj as ogr2ogr writes it for EPSG:9218
PRJ = (
    'PROJCS["VN-2000_TM-3_108-30",GEOGCS["GCS_VN_2000",DATUM["D_Vietnam_2000",'
    'SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],'
    'PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],'
    'PARAMETER["Central_Meridian",108.5],PARAMETER["Scale_Factor",0.9999],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)

_N = F / (2 - F)
_RECTIFYING_RADIUS = A / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_ALPHA = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440,
    61 * _N**3 / 240 - 103 * _N**4 / 140,
    49561 * _N**4 / 161280,
)


def projected(longitude: float, latitude: float) -> tuple[float, float]:
    """WGS 84 degrees (height 0) to EPSG:9218 easting and northing in metres."""
    return _transverse_mercator(*_vn2000_from_wgs84(radians(longitude), radians(latitude)))


def geographic(longitude: float, latitude: float) -> tuple[float, float]:
    """WGS 84 degrees (height 0) to VN-2000 degrees."""
    lam, phi = _vn2000_from_wgs84(radians(longitude), radians(latitude))
    return degrees(lam), degrees(phi)


def _vn2000_from_wgs84(lam: float, phi: float) -> tuple[float, float]:
    nu = A / sqrt(1 - E2 * sin(phi) ** 2)
    moved = (nu * cos(phi) * cos(lam), nu * cos(phi) * sin(lam), nu * (1 - E2) * sin(phi))
    x, y, z = ((value - shift) / SCALE for value, shift in zip(moved, SHIFT))
    rx, ry, rz = ROTATION
    # the transpose of the coordinate frame matrix
    x, y, z = x - rz * y + ry * z, rz * x + y - rx * z, -ry * x + rx * y + z
    lam, p = atan2(y, x), hypot(x, y)
    phi = atan2(z, p * (1 - E2))
    for _ in range(6):  # each step gains about five digits
        nu = A / sqrt(1 - E2 * sin(phi) ** 2)
        phi = atan2(z + E2 * nu * sin(phi), p)
    return lam, phi


def _transverse_mercator(lam: float, phi: float) -> tuple[float, float]:
    delta = lam - CENTRAL_MERIDIAN
    e = sqrt(E2)
    tau = tan(phi)
    sigma = sinh(e * atanh(e * tau / hypot(1, tau)))
    conformal = tau * hypot(1, sigma) - sigma * hypot(1, tau)
    xi0 = atan2(conformal, cos(delta))
    eta0 = asinh(sin(delta) / hypot(conformal, cos(delta)))
    xi, eta = xi0, eta0
    for j, alpha in enumerate(_ALPHA, start=1):
        xi += alpha * sin(2 * j * xi0) * cosh(2 * j * eta0)
        eta += alpha * cos(2 * j * xi0) * sinh(2 * j * eta0)
    radius = SCALE_FACTOR * _RECTIFYING_RADIUS
    return FALSE_EASTING + radius * eta, radius * xi
