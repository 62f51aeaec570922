// FT_FREETYPE_H and its like are macros, which Swift does not follow.
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
