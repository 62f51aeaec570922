-- The tables that PostGIS serves and the functions that make its tiles.
--
-- Copies in EPSG:3857, clustered by place: the best case PostGIS offers. The zoom rules are those of every server:
-- coast from z6; roads cap<=0 to z8, cap<=1 at z9 and z10, cap<=3 at z11 and z12, all from z13; pois and parcels from
-- z12.

drop table if exists parcels_m, roads_m, pois_m, coast_m;
create table parcels_m as
    select gid, so_to, so_thua, loai_dat, ten_loai, chu_sd, ma_xa, dien_tich,
        st_transform(geom, 3857)::geometry(Polygon, 3857) geom
    from parcels order by st_geohash(st_centroid(geom)) collate "C";
create table roads_m as
    select gid, ten, cap, loai, mat_duong, rong_m, ma_xa, dai_m,
        st_transform(geom, 3857)::geometry(LineString, 3857) geom
    from roads order by st_geohash(st_centroid(geom)) collate "C";
create table pois_m as
    select gid, ten, loai, ten_loai, ma_xa, ten_xa, dia_chi, nam, st_transform(geom, 3857)::geometry(Point, 3857) geom
    from pois order by st_geohash(geom) collate "C";
create table coast_m as select gid::int, st_transform(geom, 3857) geom from coast;

create index on parcels_m using gist(geom);
create index on roads_m using gist(geom);
create index on pois_m using gist(geom);
create index on coast_m using gist(geom);
alter table parcels_m add primary key (gid);
alter table roads_m add primary key (gid);
alter table pois_m add primary key (gid);
alter table coast_m add primary key (gid);
vacuum analyze parcels;
vacuum analyze parcels_m;
vacuum analyze roads_m;
vacuum analyze pois_m;
vacuum analyze coast_m;

create or replace function tile_parcels(z int, x int, y int) returns bytea language sql stable parallel safe as $$
    select st_asmvt(t, 'parcels', 4096, 'geom') from (
        select gid, so_to, so_thua, loai_dat, ten_loai, chu_sd, ma_xa, dien_tich,
            st_asmvtgeom(p.geom, st_tileenvelope(z, x, y), 4096, 64, true) geom
        from parcels_m p where p.geom && st_tileenvelope(z, x, y, margin => 64.0 / 4096)) t $$;

create or replace function tile_roads(z int, x int, y int) returns bytea language sql stable parallel safe as $$
    select st_asmvt(t, 'roads', 4096, 'geom') from (
        select gid, ten, cap, loai, mat_duong, rong_m, ma_xa, dai_m,
            st_asmvtgeom(p.geom, st_tileenvelope(z, x, y), 4096, 64, true) geom
        from roads_m p where p.geom && st_tileenvelope(z, x, y, margin => 64.0 / 4096)
            and p.cap <= case when z <= 8 then 0 when z <= 10 then 1 when z <= 12 then 3 else 9 end) t $$;

create or replace function tile_pois(z int, x int, y int) returns bytea language sql stable parallel safe as $$
    select st_asmvt(t, 'pois', 4096, 'geom') from (
        select gid, ten, loai, ten_loai, ma_xa, ten_xa, dia_chi, nam,
            st_asmvtgeom(p.geom, st_tileenvelope(z, x, y), 4096, 64, true) geom
        from pois_m p where p.geom && st_tileenvelope(z, x, y, margin => 64.0 / 4096)) t $$;

create or replace function tile_coast(z int, x int, y int) returns bytea language sql stable parallel safe as $$
    select st_asmvt(t, 'coast', 4096, 'geom') from (
        select gid, st_asmvtgeom(p.geom, st_tileenvelope(z, x, y), 4096, 64, true) geom
        from coast_m p where p.geom && st_tileenvelope(z, x, y, margin => 64.0 / 4096)) t $$;

create or replace function tile_composite(z int, x int, y int) returns bytea language plpgsql stable parallel safe as $$
    declare tile bytea;
    begin
        tile := tile_roads(z, x, y);
        if z >= 6 then tile := tile_coast(z, x, y) || tile; end if;
        if z >= 12 then tile := tile || tile_pois(z, x, y) || tile_parcels(z, x, y); end if;
        return tile;
    end; $$;
